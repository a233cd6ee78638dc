//! expect: build_error
//! Has nothing but comments.

// There is nothing here.
/* Nor /* here */. */
