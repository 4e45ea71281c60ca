"""Faults made on purpose: a disk that fails at its n-th call, and how often each fault was tried."""
