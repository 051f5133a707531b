"""What is measured, and how: every figure in the documentation comes from here."""
