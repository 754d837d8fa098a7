"""`kg serve`: a graph behind HTTP. The SPARQL protocol and the Graph Store Protocol for programs, pages for people.

What comes in is not trusted, from the Host header down to the nesting of a query; what a query does happens in another process.
The modules import only what they need, so that `kg --help` does not wait for an HTTP stack.
"""
