global using System.Text.Json.Nodes;
global using Deskrun.Kubernetes.Objects;
global using Deskrun.KubeServer;
global using Deskrun.RunnerContract;
