"""What the banks delivered: is it complete?"""
