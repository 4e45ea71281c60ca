"""Camera and microphone: what is there, one picture, a recording piece by piece, playing one back.

Apart from the window, so that a missing system library or device is told here once, in codes; nothing here touches a
disk, because what is recorded is personal.
"""
