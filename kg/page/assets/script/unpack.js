// vis-network comes compressed, which halves the page; it runs as the inline script whose hash the policy names. A browser that cannot
// unpack it shows the table that needs no script.

const unpacked = async (text) => {
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
};
if (typeof DecompressionStream === "undefined") { document.documentElement.className = ""; return; }
const library = document.createElement("script");
library.textContent = await unpacked(document.getElementById("vis").textContent);
document.head.append(library);
