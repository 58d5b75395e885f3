using System.Text.Json.Serialization;
using Deskrun.Commands.Installations.Adding;
using Deskrun.Commands.Installations.Auth;
using Deskrun.Commands.Installations.Control;
using Deskrun.Commands.Installations.Explaining;
using Deskrun.Commands.Installations.Listing;
using Deskrun.Commands.Installations.Removing;
using Deskrun.Commands.Installations.Serving;
using Deskrun.Commands.Installations.Updating;

namespace Deskrun.Commands.Installations;

/// <summary>The JSON that commands on installations print and speak; docs/json.md describes it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(InstallationList))]
[JsonSerializable(typeof(AddResult))]
[JsonSerializable(typeof(UpdateResult))]
[JsonSerializable(typeof(CredentialReport))]
[JsonSerializable(typeof(UpStatus))]
[JsonSerializable(typeof(ControlRequest))]
[JsonSerializable(typeof(ControlResponse))]
[JsonSerializable(typeof(StoryReport))]
[JsonSerializable(typeof(LeavingNote))]
internal sealed partial class InstallationJson : JsonSerializerContext;
