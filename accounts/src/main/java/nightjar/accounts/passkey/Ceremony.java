package nightjar.accounts.passkey;

import static java.util.Objects.requireNonNull;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import nightjar.base.Bytes;
import org.jspecify.annotations.Nullable;

/// The two ceremonies, by webauthn4j: it parses and checks type, challenge, origin, RP id, flags, signature and counter.
///
/// Attestation is not asked for: which make of authenticator somebody uses is theirs to choose. User verification is: a passkey is
/// the only thing that signs in alone, so it must be possession *and* a finger or a PIN.
/// Safe for any thread because the library's manager is immutable.
public final class Ceremony {
  /// In the order of preference, as COSE numbers: Ed25519, ES256, RS256 (for Windows Hello).
  public static final List<Long> ALGORITHMS = List.of(-8L, -7L, -257L);

  /// Longer than any browser's answer, attestation certificates included.
  static final int LONGEST_ANSWER = 65_536;

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final ObjectConverter converter = new ObjectConverter();
  private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);
  private final AttestedCredentialDataConverter attested =
      new AttestedCredentialDataConverter(converter);

  /// An answer of the right shape, nothing checked yet.
  public sealed interface Answer {
    byte[] challenge();
  }

  public static final class Registration implements Answer {
    private final RegistrationData data;

    private Registration(RegistrationData data) {
      this.data = data;
    }

    @Override
    public byte[] challenge() {
      return Ceremony.challenge(data.getCollectedClientData());
    }
  }

  public static final class Assertion implements Answer {
    private final AuthenticationData data;

    private Assertion(AuthenticationData data) {
      this.data = data;
    }

    @Override
    public byte[] challenge() {
      return Ceremony.challenge(data.getCollectedClientData());
    }

    /// Which passkey it claims to be of.
    public String credentialId() {
      return BASE64.encodeToString(data.getCredentialId());
    }
  }

  /// What to store of a use.
  ///
  /// @param counter above the stored one unless both are zero
  public record Verified(long counter, boolean backedUp) {}

  public Optional<Registration> parseRegistration(String json) {
    return attempt(json, () -> new Registration(manager.parseRegistrationResponseJSON(json)))
        .filter(answer -> answer.data.getAttestationObject() != null);
  }

  public Optional<Assertion> parseAssertion(String json) {
    return attempt(json, () -> new Assertion(manager.parseAuthenticationResponseJSON(json)))
        .filter(answer ->
            answer.data.getAuthenticatorData() != null && answer.data.getCredentialId() != null);
  }

  /// The new passkey, when everything about the answer holds.
  public Optional<Credential> register(Registration answer, RelyingParty party) {
    return attempt(
        "",
        () -> {
          List<PublicKeyCredentialParameters> algorithms =
              ALGORITHMS.stream()
                  .map(number ->
                      new PublicKeyCredentialParameters(
                          PublicKeyCredentialType.PUBLIC_KEY,
                          COSEAlgorithmIdentifier.create(number)))
                  .toList();
          ServerProperty server = server(answer, party);
          var checked =
              manager.verify(
                  answer.data, new RegistrationParameters(server, algorithms, true, true));
          AuthenticatorData<?> data =
              requireNonNull(checked.getAttestationObject()).getAuthenticatorData();
          AttestedCredentialData key = requireNonNull(data.getAttestedCredentialData());
          return new Credential(
              text(key.getCredentialId()),
              Bytes.of(attested.convert(key)),
              data.getSignCount(),
              data.isFlagBE(),
              data.isFlagBS());
        });
  }

  /// What to store of the use, when everything about the answer holds.
  public Optional<Verified> verify(Assertion answer, Credential credential, RelyingParty party) {
    return attempt(
        "",
        () -> {
          var record =
              new CredentialRecordImpl(
                  new NoneAttestationStatement(),
                  true,
                  credential.backupEligible(),
                  credential.backedUp(),
                  credential.counter(),
                  attested.convert(credential.attested().toArray()),
                  null,
                  null,
                  null,
                  Set.of());
          ServerProperty server = server(answer, party);
          var checked =
              manager.verify(
                  answer.data, new AuthenticationParameters(server, record, null, true, true));
          AuthenticatorData<?> data = requireNonNull(checked.getAuthenticatorData());
          return new Verified(data.getSignCount(), data.isFlagBS());
        });
  }

  private static ServerProperty server(Answer answer, RelyingParty party) {
    Set<Origin> origins = party.origins().stream().map(Origin::create).collect(Collectors.toSet());
    return ServerProperty.builder()
        .origins(origins)
        .rpId(party.id())
        .challenge(new DefaultChallenge(answer.challenge()))
        .build();
  }

  private static byte[] challenge(@Nullable CollectedClientData client) {
    return client == null || client.getChallenge() == null
        ? new byte[0]
        : client.getChallenge().getValue();
  }

  private static String text(byte[] bytes) {
    return BASE64.encodeToString(bytes);
  }

  /// The library's parsers throw more than they declare when they are fed with rubbish; whatever they throw, the answer is no.
  private static <T> Optional<T> attempt(String json, Supplier<T> work) {
    if (json.length() > LONGEST_ANSWER) {
      return Optional.empty();
    }
    try {
      return Optional.of(work.get());
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }
}
