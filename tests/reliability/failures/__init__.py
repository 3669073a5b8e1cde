"""What goes wrong with files on their way from a bank: sound deliveries, damaged in one named way each."""
