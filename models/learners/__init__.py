"""What learns from the evidence: one file, one model; the file's name is the model's kind."""
