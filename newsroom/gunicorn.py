"""How gunicorn serves Isnad: two processes of four threads, which suits two cores."""

worker_class = "gthread"
workers = 2
threads = 4
timeout = 60
# It would be kept in the home directory, which may not be writable.
control_socket_disable = True
