global using Deskrun.Workflows.Planning;
