"""The fast path: bytes of CODA into Arrow columns, without an object per movement.

A stretch of a delivery (about 4 MB, cut before a record 0) is read by two kernels. The first walks its lines and finds
where each statement begins; the second reads a statement's fields straight into column buffers while it checks every rule
that the diagnosing parser checks. A kernel never explains: a statement with anything in it that is not plain, be it only
worth a warning, it does not vouch for, and the diagnosing parser reads that statement again. So there is one meaning of the
format, and the kernels may only ever be a shorter way to the same values.

The kernels are plain functions over numpy arrays. With numba (the extra `fast`) they are compiled once and kept on disk;
without it nothing here is used but by the tests, which run them as they stand and hold both paths equal.
"""
