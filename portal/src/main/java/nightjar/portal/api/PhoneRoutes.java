package nightjar.portal.api;

import java.util.List;
import java.util.Optional;
import nightjar.base.http.Call;
import nightjar.base.http.Nothing;
import nightjar.base.http.Problems;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import nightjar.portal.door.Need;
import nightjar.portal.door.Visitor;
import nightjar.portal.request.Phones;
import nightjar.portal.request.Who;

/// The telephone numbers that one is told on.
final class PhoneRoutes {
  record PhoneView(String id, String ending, boolean confirmed) {
    static PhoneView of(Phones.Phone phone) {
      return new PhoneView(phone.id(), phone.ending(), phone.confirmed());
    }
  }

  /// `available` is false where the portal sends no text messages.
  record PhonesView(boolean available, List<PhoneView> phones) {}

  record PhoneForm(String number, Optional<String> language) {}

  record CodeForm(String code) {}

  record ById(String id) {}

  private final Phones phones;
  private final boolean available;
  private final Runnable kick;

  PhoneRoutes(Phones phones, boolean available, Runnable kick) {
    this.phones = phones;
    this.available = available;
    this.kick = kick;
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .get("/me/phones", Need.SIGNED_IN, "The telephone numbers that one is told on")
        .gives(
            PhonesView.class,
            call ->
                new PhonesView(
                    available, phones.of(call.caller().id()).stream().map(PhoneView::of).toList()));
    routes
        .post("/me/phones", Need.RECENT, "Sends a code to a telephone number")
        .reads(PhoneForm.class)
        .makes(PhoneView.class, this::add);
    routes
        .post("/me/phones/{id}", Need.SIGNED_IN, "Takes the number in, by the code that came to it")
        .takes(ById.class)
        .reads(CodeForm.class)
        .does(this::confirm);
    routes
        .delete("/me/phones/{id}", Need.RECENT, "Takes a number away; it is told for 30 days more")
        .takes(ById.class)
        .does(call -> {
          if (!phones.remove(who(call.caller()), call.params().id())) {
            throw Refusal.notFound("telephone number");
          }
          kick.run();
        });
  }

  private PhoneView add(Call<Visitor, Nothing, PhoneForm> call) {
    if (!available) {
      throw Refusal.of(
          Problems.UNSUPPORTED, "This portal sends no text messages.", "You are told by e-mail.");
    }
    String language = call.body().language().orElse("en").startsWith("fr") ? "fr" : "en";
    return switch (phones.add(who(call.caller()), call.body().number(), language)) {
      case Phones.Added.Sent(Phones.Phone phone) -> {
        kick.run();
        yield PhoneView.of(phone);
      }
      case Phones.Added.NotANumber() ->
          throw Refusal.field("number", "is no telephone number: + and the country’s code first");
      case Phones.Added.TooMany() ->
          throw Refusal.of(
              Problems.SLOW_DOWN,
              "There are three numbers already, or there were too many codes today.",
              "Take a number away, or come back tomorrow.");
    };
  }

  private void confirm(Call<Visitor, ById, CodeForm> call) {
    switch (phones.confirm(who(call.caller()), call.params().id(), call.body().code())) {
      case YES -> kick.run();
      case WRONG_CODE -> throw Refusal.field("code", "is not the code that was sent");
      case GONE ->
          throw Refusal.of(Problems.GONE, "This code works no longer.", "Enter the number again.");
    }
  }

  private static Who who(Visitor visitor) {
    return Who.of(visitor.caller());
  }
}
