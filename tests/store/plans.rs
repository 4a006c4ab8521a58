//! Plans of the database: the lists that are offered are served by indexes.
