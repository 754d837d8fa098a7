"""How well the reader reads: gold sentences, what came out of them, and the figures. Modules: `gold` reads our own gold,
`judging` compares one sentence, `figures` adds up, `events` does the same for event gold, `quiet` looks for false alarms,
`statement_gold`, `statements`, `speakers` and `statement_figures` ask who says what, `mentions` and `coreference` what stands
for whom, `articles` finds the texts that gold does not hold, `calibration` asks whether a confidence of 0.8 is right four times
in five.
"""
