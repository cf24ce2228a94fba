"""What a person does, each act once, for the command line and the interface."""
