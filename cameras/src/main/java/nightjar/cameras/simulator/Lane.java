package nightjar.cameras.simulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import nightjar.cameras.simulator.program.Unit;

/// How one track reaches one viewer: RTP and RTCP.
sealed interface Lane {
  /// False when the unit, or a part of it, found no room.
  boolean media(Unit unit);

  /// RTCP, between position and limit; lost when there is no room.
  void report(ByteBuffer packet);

  /// In the RTSP connection, on `channel` and the one above (RFC 2326, 10.12).
  record Interleaved(Connection connection, int channel) implements Lane {
    @Override
    public boolean media(Unit unit) {
      return connection.offer(unit, channel);
    }

    @Override
    public void report(ByteBuffer packet) {
      ByteBuffer framed = ByteBuffer.allocate(Unit.HEADER_BYTES + packet.remaining());
      framed.put((byte) '$').put((byte) (channel + 1)).putShort((short) packet.remaining());
      connection.send(framed.put(packet).flip());
    }
  }

  /// From the server's pair of ports, shared by all cameras, to the client's.
  record Udp(UdpPorts ports, InetSocketAddress rtp, InetSocketAddress rtcp) implements Lane {
    @Override
    public boolean media(Unit unit) {
      boolean whole = true;
      for (int i = 0; i < unit.packets(); i++) {
        whole &= send(ports.rtp(), unit.packet(i), rtp);
      }
      return whole;
    }

    @Override
    public void report(ByteBuffer packet) {
      send(ports.rtcp(), packet, rtcp);
    }

    private static boolean send(DatagramChannel from, ByteBuffer packet, InetSocketAddress to) {
      try {
        return from.send(packet, to) > 0;
      } catch (IOException e) {
        // unreachable, or larger than a datagram can be: lost, as on any network
        return false;
      }
    }
  }
}
