package nightjar.base.http;

/// One request as its handler sees it.
///
/// @param caller who asks, as the [Gate] found out
/// @param params the variables of the path and of the query
public record Call<C, P, B>(C caller, P params, B body, Exchange exchange) {}
