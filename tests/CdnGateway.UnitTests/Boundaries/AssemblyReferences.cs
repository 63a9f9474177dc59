using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace CdnGateway.UnitTests.Boundaries;

/// <summary>
/// Which type of an assembly names which other, read from the built file: bases, interfaces, fields, signatures, locals, method bodies and
/// attributes, those of nested and compiler-made types counted for the type around them.
/// </summary>
internal sealed class AssemblyReferences
{
    private readonly PEReader _file;
    private readonly MetadataReader _metadata;
    private readonly TypeNames _names;

    private AssemblyReferences(PEReader file)
    {
        _file = file;
        _metadata = file.GetMetadataReader();
        _names = new TypeNames(_metadata);
    }

    /// <summary>Pairs of full names, of the project's own namespaces only.</summary>
    public static IReadOnlyList<(string From, string To)> Of(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var references = new AssemblyReferences(file);
        return
        [
            .. references._metadata.TypeDefinitions
                .SelectMany(handle => references.NamedBy(handle).Select(to => (From: references._names.NameOf(handle), To: to)))
                .Where(pair => pair.To.StartsWith("CdnGateway.", StringComparison.Ordinal) && pair.From != pair.To)
                .Distinct()
                .Order(),
        ];
    }

    private IEnumerable<string> NamedBy(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        return Of(type.BaseType)
            .Concat(type.GetInterfaceImplementations().SelectMany(i => Of(_metadata.GetInterfaceImplementation(i).Interface)))
            .Concat(type.GetFields().SelectMany(field => _metadata.GetFieldDefinition(field).DecodeSignature(_names, genericContext: null)))
            .Concat(type.GetMethods().SelectMany(OfMethod))
            .Concat(type.GetCustomAttributes().SelectMany(a => Of(_metadata.GetCustomAttribute(a).Constructor)));
    }

    private IEnumerable<string> OfMethod(MethodDefinitionHandle handle)
    {
        var method = _metadata.GetMethodDefinition(handle);
        var signature = Of(method.DecodeSignature(_names, genericContext: null));
        if (method.RelativeVirtualAddress == 0)
        {
            return signature;
        }

        var body = _file.GetMethodBody(method.RelativeVirtualAddress);
        var locals = body.LocalSignature.IsNil
            ? []
            : _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_names, genericContext: null).SelectMany(names => names);
        return signature.Concat(locals).Concat(OpCodeTable.TokensOf(body.GetILReader()).SelectMany(token => Of((EntityHandle)MetadataTokens.Handle(token))));
    }

    private static IEnumerable<string> Of(MethodSignature<ImmutableHashSet<string>> signature) =>
        signature.ParameterTypes.Append(signature.ReturnType).SelectMany(names => names);

    private IEnumerable<string> Of(EntityHandle handle) => handle.IsNil ? [] : handle.Kind switch
    {
        HandleKind.TypeDefinition => _names.GetTypeFromDefinition(_metadata, (TypeDefinitionHandle)handle, 0),
        HandleKind.TypeReference => _names.GetTypeFromReference(_metadata, (TypeReferenceHandle)handle, 0),
        HandleKind.TypeSpecification => _names.GetTypeFromSpecification(_metadata, genericContext: null, (TypeSpecificationHandle)handle, 0),
        HandleKind.FieldDefinition => Of(_metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType()),
        HandleKind.MethodDefinition => Of(_metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType()),
        HandleKind.MemberReference => Of(_metadata.GetMemberReference((MemberReferenceHandle)handle).Parent),
        HandleKind.MethodSpecification => OfGenericMethod(_metadata.GetMethodSpecification((MethodSpecificationHandle)handle)),
        _ => [],
    };

    private IEnumerable<string> OfGenericMethod(MethodSpecification method) =>
        Of(method.Method).Concat(method.DecodeSignature(_names, genericContext: null).SelectMany(names => names));
}
