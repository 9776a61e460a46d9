"""Coverage-guided fuzzing of everything that reads what somebody else wrote.

    python -m venv fuzz-venv && fuzz-venv/bin/pip install atheris -e .
    PYTHONPATH=tests fuzz-venv/bin/python -m fuzz.run prescription fuzz-work -max_total_time=900

The work folder keeps the corpus; what is found goes to `tests/fuzz/found/<target>/`, where the
test run tries it for ever after.
"""
