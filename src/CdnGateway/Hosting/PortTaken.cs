using Microsoft.AspNetCore.Connections;

namespace CdnGateway.Hosting;

/// <summary>A start that fails because something else listens already: a slip of whoever starts it, and no fault of ours to trace.</summary>
internal static class PortTaken
{
    /// <remarks>Its message names the address: "Failed to bind to address http://…:8080: address already in use."</remarks>
    public static bool Is(Exception exception) => exception is IOException { InnerException: AddressInUseException };
}
