namespace CdnGateway.Reading;

/// <summary>Whether the store is to be tried: what failed is left alone for some seconds. A full disk cannot be written, and is read all the same.</summary>
internal sealed class StoreTrust(TimeProvider time)
{
    private static readonly TimeSpan LeftAlone = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private long _readAgainAt = long.MinValue;
    private long _writtenAgainAt = long.MinValue;
    private volatile bool _isFailing;
    private bool _cannotWrite;

    public bool MayBe(bool written)
    {
        if (!_isFailing)
        {
            return true;
        }

        lock (_gate)
        {
            return time.GetTimestamp() >= (written ? _writtenAgainAt : _readAgainAt);
        }
    }

    /// <returns>True when it worked until now.</returns>
    public bool Fails(bool written)
    {
        lock (_gate)
        {
            var isNews = !_isFailing;
            var later = time.GetTimestamp() + (long)(LeftAlone.TotalSeconds * time.TimestampFrequency);
            _writtenAgainAt = later;
            _readAgainAt = written ? _readAgainAt : later;
            _cannotWrite = written && (isNews || _cannotWrite);
            _isFailing = true;
            return isNews;
        }
    }

    /// <returns>True when it failed until now. Where only writing failed, only writing shows that it works again.</returns>
    public bool Works(bool written)
    {
        if (!_isFailing)
        {
            return false;
        }

        lock (_gate)
        {
            if (!_isFailing || (_cannotWrite && !written))
            {
                return false;
            }

            (_isFailing, _cannotWrite) = (false, false);
            return true;
        }
    }
}
