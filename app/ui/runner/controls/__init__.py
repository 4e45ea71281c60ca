"""One module per family of controls; `factory` knows which control shows which question."""
