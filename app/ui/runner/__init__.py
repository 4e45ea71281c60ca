"""The runner: where an interview is held. `page.RunnerPage` is what the shell shows; everything else serves it."""
