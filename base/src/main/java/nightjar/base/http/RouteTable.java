package nightjar.base.http;

import java.util.ArrayList;
import java.util.List;

/// Collects routes, each in one sentence. Owned by whoever builds the program.
///
/// ```java
/// routes.get("/cameras/{camera}", Act.SEE, "One camera").takes(ById.class).gives(CameraView.class, call -> ...);
/// ```
public final class RouteTable<C> {
  private final List<Route<C, ?, ?, ?>> routes = new ArrayList<>();
  private final Work usual;

  public RouteTable(Work usual) {
    this.usual = usual;
  }

  public Row<Nothing, Nothing> get(String path, Right right, String summary) {
    return row(Method.GET, path, right, summary);
  }

  public Row<Nothing, Nothing> post(String path, Right right, String summary) {
    return row(Method.POST, path, right, summary);
  }

  public Row<Nothing, Nothing> put(String path, Right right, String summary) {
    return row(Method.PUT, path, right, summary);
  }

  public Row<Nothing, Nothing> delete(String path, Right right, String summary) {
    return row(Method.DELETE, path, right, summary);
  }

  public List<Route<C, ?, ?, ?>> routes() {
    return List.copyOf(routes);
  }

  private Row<Nothing, Nothing> row(Method method, String path, Right right, String summary) {
    return new Row<>(method, path, right, summary, usual, Nothing.class, Nothing.class);
  }

  /// A route in the making. Immutable.
  public final class Row<P, B> {
    private final Method method;
    private final String path;
    private final Right right;
    private final String summary;
    private final Work work;
    private final Class<P> params;
    private final Class<B> body;

    private Row(
        Method method,
        String path,
        Right right,
        String summary,
        Work work,
        Class<P> params,
        Class<B> body) {
      this.method = method;
      this.path = path;
      this.right = right;
      this.summary = summary;
      this.work = work;
      this.params = params;
      this.body = body;
    }

    /// The variables of path and query.
    public <Q> Row<Q, B> takes(Class<Q> record) {
      return new Row<>(method, path, right, summary, work, record, body);
    }

    public <D> Row<P, D> reads(Class<D> record) {
      return new Row<>(method, path, right, summary, work, params, record);
    }

    public Row<P, B> as(Work kind) {
      return new Row<>(method, path, right, summary, kind, params, body);
    }

    public <A> void gives(Class<A> answer, Route.Handler<C, P, B> handler) {
      add(answer, false, 200, List.of(), handler);
    }

    /// Answers 201.
    public <A> void makes(Class<A> answer, Route.Handler<C, P, B> handler) {
      add(answer, false, 201, List.of(), handler);
    }

    public <A> void lists(Class<A> element, Route.Handler<C, P, B> handler) {
      add(element, true, 200, List.of(), handler);
    }

    /// Answers 204.
    public void does(java.util.function.Consumer<Call<C, P, B>> act) {
      add(
          Nothing.class,
          false,
          204,
          List.of(),
          call -> {
            act.accept(call);
            return Nothing.NOTHING;
          });
    }

    public void serves(List<String> types, Route.Handler<C, P, B> handler) {
      add(Served.class, false, 200, types, handler);
    }

    private <A> void add(
        Class<A> answer,
        boolean list,
        int status,
        List<String> types,
        Route.Handler<C, P, B> handler) {
      routes.add(
          new Route<>(
              method, path, right, work, summary, params, body, answer, list, status, types,
              handler));
    }
  }
}
