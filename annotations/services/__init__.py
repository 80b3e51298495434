"""What changes annotations: called through its modules, one imperative a change."""
