"""An RTSP server of GStreamer's own for the pipelines given as PATH=LAUNCH, over TLS after --tls PEM; prints its port, ends with its standard input."""
import sys
import threading

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import Gio, GLib, Gst, GstRtspServer

Gst.init(None)
server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service("0")
arguments = sys.argv[1:]
if arguments[0] == "--tls":
    auth = GstRtspServer.RTSPAuth()
    auth.set_tls_certificate(Gio.TlsCertificate.new_from_file(arguments[1]))
    nobody = GstRtspServer.RTSPToken()
    nobody.set_string("media.factory.role", "anybody")
    auth.set_default_token(nobody)
    server.set_auth(auth)
    arguments = arguments[2:]
for argument in arguments:
    path, launch = argument.split("=", 1)
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(launch)
    factory.set_suspend_mode(GstRtspServer.RTSPSuspendMode.NONE)
    factory.add_role_from_structure(Gst.Structure.new_from_string(
        "anybody, media.factory.access=(boolean)true, media.factory.construct=(boolean)true"))
    server.get_mount_points().add_factory("/" + path, factory)
server.attach(None)
print(server.get_bound_port(), flush=True)
loop = GLib.MainLoop()
threading.Thread(target=lambda: (sys.stdin.read(), loop.quit()), daemon=True).start()
loop.run()
