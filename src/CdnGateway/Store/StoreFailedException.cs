namespace CdnGateway.Store;

/// <summary>The database did not do what it was asked; nothing of it has happened. The message has no connection string in it.</summary>
internal sealed class StoreFailedException(string message, Exception cause) : Exception(message, cause)
{
    /// <summary>True when only what was asked for is damaged; the rest of the store works.</summary>
    public bool IsDamage => InnerException is InvalidDataException;
}
