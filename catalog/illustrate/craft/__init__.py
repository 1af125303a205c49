"""Drawing tools that the kinds share: shapes, colours, cloth, light."""
