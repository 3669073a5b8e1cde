"""The languages of certificates and notices, one file each."""
