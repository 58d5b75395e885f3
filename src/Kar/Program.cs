using System.Collections;
using Kar.Commands;
using Kar.Ending;
using Kar.Rendering;
using Kar.Settings;

var arguments = Arguments.Parse(args);
if (arguments.WantsHelp)
{
    Terminal.Output.Write(HelpText.Write());
    return 0;
}

if (arguments.WantsVersion)
{
    Terminal.Output.WriteLine($"kar {ClientOptions.Version}");
    return 0;
}

var environment = Environment
    .GetEnvironmentVariables()
    .Cast<DictionaryEntry>()
    .ToDictionary(v => (string)v.Key, v => v.Value as string ?? "", StringComparer.Ordinal);

// Nothing that kar starts (an exec plug-in of a kubeconfig) may inherit the secret.
Environment.SetEnvironmentVariable(KnownSettings.Jit.Variable, null);

var runsJob = arguments.Verb.Length == 0;
if (arguments.Verb is not ("" or "check" or "rbac" or "gc"))
{
    arguments.Problems.Add(
        $"there is no command '{arguments.Verb}'; there are check, rbac and gc, and without a word kar runs a job"
    );
}

var reader = new SettingsReader(arguments, environment);
var settings = reader.Read(runsJob, runsJob || arguments.Verb is "check" or "rbac", Terminal.ReadInput);
if (reader.Problems.Count > 0)
{
    foreach (var problem in reader.Problems)
    {
        Terminal.Error.WriteLine($"kar: {problem}");
    }

    return ExitCodes.NotSetUp.Code;
}

var hostName = environment.TryGetValue("HOSTNAME", out var host) && host.Length > 0 ? host : Environment.MachineName;
return arguments.Verb switch
{
    "check" => await CheckCommand.ExecuteAsync(settings, hostName, TimeProvider.System),
    "gc" => await GcCommand.ExecuteAsync(settings, TimeProvider.System),
    "rbac" => await RbacCommand.ExecuteAsync(settings, TimeProvider.System),
    _ => await RunCommand.ExecuteAsync(settings, hostName, TimeProvider.System),
};
