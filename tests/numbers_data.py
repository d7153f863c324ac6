"""Matrices that several tests of the compare room share."""
import numpy as np
import pandas as pd

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), p. 4: 4 observers × 12 units
PUBLISHED = np.array([
    [1, 2, 3, 3, 2, 1, 4, 1, 2, np.nan, np.nan, np.nan],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, np.nan, 3],
    [np.nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, np.nan],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, np.nan]]).T


def table(rows, articles="abcde"):
    """A matrix items × articles from rows of ranks, None for silence."""
    rows = pd.DataFrame(rows).astype("Int64")
    return rows.set_axis(list(articles)[:rows.shape[1]], axis=1)
