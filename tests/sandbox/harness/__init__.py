"""The sandbox: Wine prefixes that behave like broken Windows machines. See machine.py for the life of one."""
