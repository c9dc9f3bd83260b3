"""Small faults put into the rules, one at a time: do the tests see them?"""
