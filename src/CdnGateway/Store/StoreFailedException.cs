namespace CdnGateway.Store;

/// <summary>The database did not do what it was asked; nothing of it has happened. The message has no connection string in it.</summary>
internal sealed class StoreFailedException(string message, Exception cause) : Exception(message, cause);
