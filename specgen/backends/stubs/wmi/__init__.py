"""WMI classes, their documented values, and the module wmi whose namespaces have them."""
