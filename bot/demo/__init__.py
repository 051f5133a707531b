"""A demo class: twenty-five simulated learners and their tutor, whose history is made by the real engine through the real door.

Everything stands under a site of its own that is marked as a demo; `remove` takes all of it away.
"""
