"""What a run is cut into and allowed, unless it is told otherwise. Imports nothing, so that `koujing claims` starts at once."""

ENGINES = ("process", "dask")
SIZE = 200  # articles a part: some seconds of work, and little to do again
LIMIT = 30.0  # seconds of processor time for one article; the longest article of the coded sets takes a tenth of one
