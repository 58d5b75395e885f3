using Deskrun.RunnerHost;

return args[0] == "script-runner" ? await ScriptRunnerRole.RunAsync() : await OwnerRole.RunAsync(args);
