using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using CdnGateway.Contracts;
using CdnGateway.Problems;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CdnGateway.Hosting.OpenApi;

/// <summary>Says of a contract's properties what is true of them as written: which are always there, and which of those may be null.</summary>
internal sealed class ContractSchemaFilter : ISchemaFilter
{
    /// <remarks>Not an enum: a client that was generated from this must survive a code that is added later.</remarks>
    private static readonly string Codes = string.Join(", ", ProblemCatalog.Codes.Order(StringComparer.Ordinal).Select(code => $"`{code}`"));

    private readonly NullabilityInfoContext _nullability = new();

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (context.MemberInfo is not null
            || context.Type.Namespace != typeof(Problem).Namespace
            || schema is not OpenApiSchema { Properties: { } properties } contract)
        {
            return;
        }

        contract.AdditionalPropertiesAllowed = true; // the contract grows by adding
        contract.Required = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in context.Type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var isOptional = property.GetCustomAttribute<JsonIgnoreAttribute>() is { Condition: JsonIgnoreCondition.WhenWritingNull };
            if (!isOptional)
            {
                contract.Required.Add(name);
            }

            properties[name] = Nullable(properties[name], !isOptional && MayBeNull(property));
            if (property.Name == nameof(Problem.Code))
            {
                properties[name].Description += $" Error codes: {Codes}.";
            }
        }
    }

    private bool MayBeNull(PropertyInfo property) => _nullability.Create(property).ReadState == NullabilityState.Nullable;

    private static IOpenApiSchema Nullable(IOpenApiSchema schema, bool mayBeNull)
    {
        if (schema is OpenApiSchema { Type: { } type } simple)
        {
            simple.Type = mayBeNull ? type | JsonSchemaType.Null : type & ~JsonSchemaType.Null;
            return simple;
        }

        if (!mayBeNull)
        {
            return schema;
        }

        var either = new OpenApiSchema { Description = schema.Description, OneOf = [schema, new OpenApiSchema { Type = JsonSchemaType.Null }] };
        schema.Description = null;
        return either;
    }
}
