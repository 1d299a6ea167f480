package nightjar.recorder.live.webrtc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import nightjar.media.codec.CodecConfig;
import nightjar.media.h264.H264Sps;

/// What of an offer we send, and the SDP that says so (RFC 9429, 5.3; ICE-lite: RFC 8445, 2.5). Immutable.
record Answer(Optional<Choice> video, Optional<Choice> audio) {
  private static final String PLAYOUT_DELAY =
      "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay";

  /// One medium that is sent.
  ///
  /// @param media its place in the offer
  /// @param track of the camera's
  record Choice(int media, int track, Offer.Codec codec, int playoutDelay) {}

  /// Where we are and who: what the SDP tells besides the media.
  record Ground(String ufrag, String password, String fingerprint, List<String> candidates) {}

  /// The first offered coding for each of the camera's tracks that needs no new coding.
  static Answer of(Offer offer, SortedMap<Integer, CodecConfig> tracks) {
    Optional<Choice> video = Optional.empty();
    Optional<Choice> audio = Optional.empty();
    for (var track : tracks.entrySet()) {
      switch (track.getValue()) {
        case CodecConfig.Avc avc -> video = choose(offer, "video", track.getKey(), h264(avc));
        case CodecConfig.Opus _ ->
            audio = choose(offer, "audio", track.getKey(), c -> c.name().equals("OPUS") ? 1 : 0);
        case CodecConfig.G711 g711 -> {
          String name = g711.law() == CodecConfig.G711.Law.MU ? "PCMU" : "PCMA";
          boolean usual = g711.sampleRate() == 8_000 && g711.channels() == 1;
          audio =
              choose(offer, "audio", track.getKey(), c -> usual && c.name().equals(name) ? 1 : 0);
        }
        // WebRTC has no AAC (RFC 7874), and hardly a browser H.265: those go by Media Source.
        case CodecConfig.Hevc _, CodecConfig.Aac _ -> {}
      }
    }
    return new Answer(video, audio);
  }

  /// How well a coding fits; 0 is not at all.
  private interface Fit {
    int of(Offer.Codec codec);
  }

  /// Packetization mode 1, the camera's profile if it is offered. A browser that offers any profile decodes the others too in
  /// practice: cameras call High what Baseline players show.
  private static Fit h264(CodecConfig.Avc config) {
    String profile = "%02x".formatted(H264Sps.parse(config.sps().getFirst()).profileIdc());
    return codec -> {
      boolean whole = codec.parameter("packetization-mode").filter("1"::equals).isPresent();
      if (!codec.name().equals("H264") || !whole) {
        return 0;
      }
      return codec.parameter("profile-level-id").orElse("").startsWith(profile) ? 2 : 1;
    };
  }

  private static Optional<Choice> choose(Offer offer, String kind, int track, Fit fit) {
    Optional<Choice> best = Optional.empty();
    int most = 0;
    for (int i = 0; i < offer.media().size(); i++) {
      Offer.Media media = offer.media().get(i);
      if (!media.kind().equals(kind) || !media.receives()) {
        continue;
      }
      for (Offer.Codec codec : media.codecs()) {
        if (fit.of(codec) > most) {
          most = fit.of(codec);
          int delay = media.extensions().getOrDefault(PLAYOUT_DELAY, 0);
          best = Optional.of(new Choice(i, track, codec, kind.equals("video") ? delay : 0));
        }
      }
      if (best.isPresent()) {
        return best;
      }
    }
    return best;
  }

  String sdp(Offer offer, Ground ground, java.util.function.ToIntFunction<Choice> ssrc) {
    List<String> lines = new ArrayList<>();
    lines.addAll(List.of("v=0", "o=- 1 1 IN IP4 0.0.0.0", "s=-", "t=0 0"));
    List<String> mids = new ArrayList<>();
    for (int i = 0; i < offer.media().size(); i++) {
      if (chosen(i).isPresent()) {
        mids.add(offer.media().get(i).mid());
      }
    }
    lines.add("a=group:BUNDLE " + String.join(" ", mids));
    lines.add("a=ice-lite");
    lines.add("a=msid-semantic: WMS nightjar");
    for (int i = 0; i < offer.media().size(); i++) {
      Offer.Media media = offer.media().get(i);
      Optional<Choice> choice = chosen(i);
      if (choice.isPresent()) {
        accepted(lines, media, choice.get(), ground, ssrc.applyAsInt(choice.get()));
      } else {
        int type = media.codecs().isEmpty() ? 0 : media.codecs().getFirst().payloadType();
        lines.add("m=" + media.kind() + " 0 " + media.protocol() + " " + type);
        lines.add("c=IN IP4 0.0.0.0");
        lines.add("a=mid:" + media.mid());
        lines.add("a=inactive");
      }
    }
    return String.join("\r\n", lines) + "\r\n";
  }

  private Optional<Choice> chosen(int media) {
    return video.filter(c -> c.media() == media).or(() -> audio.filter(c -> c.media() == media));
  }

  private static void accepted(
      List<String> lines, Offer.Media media, Choice choice, Ground ground, int ssrc) {
    Offer.Codec codec = choice.codec();
    int type = codec.payloadType();
    lines.add("m=" + media.kind() + " 9 " + media.protocol() + " " + type);
    lines.add("c=IN IP4 0.0.0.0");
    lines.add("a=mid:" + media.mid());
    lines.add("a=sendonly");
    lines.add("a=rtcp-mux");
    lines.add("a=ice-ufrag:" + ground.ufrag());
    lines.add("a=ice-pwd:" + ground.password());
    lines.add("a=fingerprint:sha-256 " + ground.fingerprint());
    lines.add("a=setup:passive");
    String channels = codec.channels() > 1 ? "/" + codec.channels() : "";
    lines.add("a=rtpmap:" + type + " " + codec.name() + "/" + codec.clockRate() + channels);
    if (!codec.format().isEmpty()) {
      lines.add("a=fmtp:" + type + " " + codec.format());
    }
    if (media.kind().equals("video")) {
      lines.add("a=rtcp-fb:" + type + " nack");
      lines.add("a=rtcp-fb:" + type + " nack pli");
      lines.add("a=rtcp-fb:" + type + " ccm fir");
    }
    if (choice.playoutDelay() > 0) {
      lines.add("a=extmap:" + choice.playoutDelay() + " " + PLAYOUT_DELAY);
    }
    String name = Integer.toUnsignedString(ssrc);
    lines.add("a=msid:nightjar " + media.kind());
    lines.add("a=ssrc:" + name + " cname:nightjar");
    ground.candidates().forEach(each -> lines.add("a=candidate:" + each));
    lines.add("a=end-of-candidates");
  }
}
