"""Many prescriptions: a batch, its PDFs, its manifest, its print run."""
