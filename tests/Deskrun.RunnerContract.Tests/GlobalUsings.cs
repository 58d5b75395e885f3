global using System.Text.Json.Nodes;
global using Deskrun.Kubernetes.Objects;
