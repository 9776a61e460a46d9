"""The PDF: sealed pieces, tags, objects, bytes."""
