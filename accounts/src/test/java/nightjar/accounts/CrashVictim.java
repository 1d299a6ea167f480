package nightjar.accounts;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import nightjar.accounts.password.Password;
import nightjar.accounts.rights.Role;
import nightjar.base.time.FakeClock;

/// Signs in, invites and ends sessions for ever, and prints each thing once it is done. Killed by [CrashTest].
final class CrashVictim {
  private CrashVictim() {}

  public static void main(String... args) {
    var site = new Site(Path.of(args[0]), new FakeClock(Instant.parse("2026-11-22T12:00:00Z")));
    if (site.accounts.setup().needed()) {
      site.owner();
    }
    var given = new PersonChange(Role.VIEWER, List.of(), null, false);
    for (int i = 0; ; i++) {
      SignedIn in = Site.done(site.signIn("owner", Site.PASSWORD, Site.HOME));
      String name = "p" + args[1] + "-" + i;
      String id = Site.value(site.accounts.users().add(in.caller(), name, "", given)).id();
      String link = Site.value(site.accounts.links().make(in.caller(), id));
      Site.done(site.accounts.links().use(link, Password.of(Site.PASSWORD), Site.HOME));
      say("person " + name);
      site.accounts.sessions().end(in.caller(), in.caller().id());
      say("ended " + in.cookie());
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
