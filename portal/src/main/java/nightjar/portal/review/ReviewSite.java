package nightjar.portal.review;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nightjar.accounts.db.Database;
import nightjar.accounts.passkey.RelyingParty;
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
import nightjar.portal.request.Devices;
import nightjar.portal.request.Ground;
import nightjar.portal.request.PictureShelf;
import nightjar.portal.request.Reconciling;
import nightjar.portal.request.Review;

/// What the review desk's port serves.
public final class ReviewSite {
  private static final Work USUAL = new Work("requests", 64);

  private ReviewSite() {}

  public static List<Site> of(
      Ground ground,
      Door door,
      Database desk,
      Supplier<RelyingParty> party,
      Review review,
      Reconciling reconciling,
      Devices devices,
      PictureShelf pictures,
      Supplier<String> address,
      Runnable kick) {
    var routes = new RouteTable<Visitor>(USUAL);
    var doorRoutes = new DoorRoutes(door);
    doorRoutes.add(routes);
    new ReviewRoutes(
            ground,
            door,
            doorRoutes,
            review,
            devices,
            pictures,
            new Approvers(desk, party),
            address,
            kick)
        .add(routes);
    new AlarmRoutes(reconciling).add(routes);
    List<ProblemType> problems =
        Stream.concat(
                DoorRoutes.PROBLEMS.stream(),
                Stream.of(ReviewRoutes.NOT_YOURS, ReviewRoutes.NOT_COUNTED))
            .toList();
    return List.of(
        new Discreet(
            new Api<>("/api/v1", new Router<>(routes.routes()), door, problems, HttpLimits.DEFAULT),
            ground.log()),
        new WebFiles("/review"));
  }
}
