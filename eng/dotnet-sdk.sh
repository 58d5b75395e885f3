# Sourced by the scripts at the top: finds the .NET SDK or ends with one line that says how to get it.
if ! command -v dotnet >/dev/null 2>&1 && [ -x "${DOTNET_ROOT:-$HOME/.dotnet}/dotnet" ]; then
  PATH="${DOTNET_ROOT:-$HOME/.dotnet}:$PATH"
fi
if ! command -v dotnet >/dev/null 2>&1 || ! dotnet --list-sdks 2>/dev/null | grep -q '^\(1[0-9]\|[2-9][0-9]\)\.'; then
  echo "$(basename "$0"): the .NET 10 SDK is missing; get it from https://dot.net/download or with your package manager (dotnet-sdk-10.0)" >&2
  exit 6
fi
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
