package nightjar.portal.api;

import java.util.List;
import java.util.stream.Stream;
import nightjar.base.http.Api;
import nightjar.base.http.HttpLimits;
import nightjar.base.http.ProblemType;
import nightjar.base.http.RouteTable;
import nightjar.base.http.Router;
import nightjar.base.http.Site;
import nightjar.base.http.WebFiles;
import nightjar.base.http.Work;
import nightjar.portal.door.Discreet;
import nightjar.portal.door.Door;
import nightjar.portal.door.DoorRoutes;
import nightjar.portal.door.Visitor;
import nightjar.portal.mail.Outbox;
import nightjar.portal.request.Asking;
import nightjar.portal.request.Devices;
import nightjar.portal.request.Ground;
import nightjar.portal.request.Notices;
import nightjar.portal.request.Phones;
import nightjar.portal.request.PictureShelf;
import nightjar.portal.request.Pushes;
import nightjar.portal.request.Requests;

/// What the owner's port serves.
public final class PortalSite {
  private static final Work USUAL = new Work("requests", 64);

  private PortalSite() {}

  /// Everything the routes call.
  public record Parts(
      Ground ground,
      Door door,
      Asking asking,
      Requests requests,
      Devices devices,
      Notices notices,
      Phones phones,
      boolean sendsTexts,
      Pushes pushes,
      String pushKey,
      PictureShelf pictures,
      Outbox outbox,
      Runnable kick) {}

  public static List<Site> of(Parts parts) {
    var routes = new RouteTable<Visitor>(USUAL);
    new DoorRoutes(parts.door).add(routes);
    new CustomerRoutes(parts.ground, parts.devices, parts.notices, parts.outbox, parts.kick)
        .add(routes);
    new PhoneRoutes(parts.phones, parts.sendsTexts, parts.kick).add(routes);
    new PushRoutes(parts.pushes, parts.pushKey).add(routes);
    new RequestRoutes(parts.asking, parts.requests, parts.pictures, parts.kick).add(routes);
    List<ProblemType> problems =
        Stream.concat(
                DoorRoutes.PROBLEMS.stream(),
                Stream.of(
                    RequestRoutes.OTHER_SCREEN,
                    RequestRoutes.SAME_MINUTE,
                    RequestRoutes.NOT_NOW,
                    RequestRoutes.NOT_GIVEN,
                    RequestRoutes.BAD_PICTURE))
            .toList();
    return List.of(
        PortalSite::allowCamera,
        new Discreet(
            new Api<>(
                "/api/v1", new Router<>(routes.routes()), parts.door, problems, HttpLimits.DEFAULT),
            parts.ground.log()),
        new WebFiles("/portal"));
  }

  /// The pages of this site, and no other's in a frame, take pictures.
  private static boolean allowCamera(nightjar.base.http.Exchange exchange) {
    exchange.set("Permissions-Policy", "camera=(self), geolocation=(), microphone=()");
    return false;
  }
}
