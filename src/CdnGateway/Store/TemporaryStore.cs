namespace CdnGateway.Store;

/// <summary>Takes a temporary store's directory away at the end. Made before the store, it is disposed of after it.</summary>
internal sealed class TemporaryStore(StoreOptions options) : IDisposable
{
    public void Dispose()
    {
        if (options.TemporaryDirectory is { } directory && Directory.Exists(directory))
        {
            try
            {
                Directory.Delete(directory, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The system clears its temporary directory; nothing else depends on it.
            }
        }
    }
}
