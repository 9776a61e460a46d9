"""What tired people, spreadsheets and strangers may hand us, and what each of it gives.

Every input is a `Case`, run through the real command line inside a watch that notices any file
opened outside the case's folder, any program started, and any use of the network.

    PYTHONPATH=tests python -m hostile.table     # tries them all and writes docs/hostile-input.md
"""
