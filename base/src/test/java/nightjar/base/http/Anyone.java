package nightjar.base.http;

import java.util.Map;

/// The right that everybody has, and the gate that lets everybody in as nobody in particular.
enum Anyone implements Right, Gate<String> {
  ANYONE;

  @Override
  public String caller(Exchange exchange) {
    return "";
  }

  @Override
  public void admit(String caller, Right right, Map<String, String> variables) {}
}
