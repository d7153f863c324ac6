"""Coding collections of any size: parts of a collection, coded by one process or by a Dask cluster into a folder of Parquet.

A part is coded the same wherever it is coded, and its files are renamed into place when it is done: so an interrupted run is
taken up where it stopped, a part that two workers coded has the same bytes, and nothing passes through the scheduler but counts.
"""
